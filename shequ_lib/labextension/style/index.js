import './course.css';
