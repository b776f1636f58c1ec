import './course.css';
import './forms.css';
